"""What the board of the demonstration talks about: invented, and nobody's real business."""

MATTERS: tuple[tuple[str, str], ...] = (
    ("Foot pursuits", "To recommend that the Department publish its policy on foot pursuits."),
    ("Language access", "To translate the complaint form into the six languages most spoken here."),
    ("Outreach calendar", "To adopt the outreach calendar for the coming quarter."),
    ("Youth committee", "To ask the youth committee for a plan for the summer."),
    ("Annual report", "To accept the annual report and deliver it to Council and the Mayor."),
    ("Quarterly report", "To accept the quarterly report and publish it."),
    ("Budget request", "To submit the budget request for the coming fiscal year."),
    ("Survey", "To commission a survey of complainants and residents."),
    ("Training plan", "To adopt the training plan for members and staff."),
    ("Interpreter line", "To contract for an interpreter line open at all office hours."),
    ("Disciplinary matrix", "To open the yearly review of the disciplinary matrix."),
    ("Evening hours", "To keep the intake desk open until eight on Wednesdays."),
    ("Community tables", "To hold community tables in each of the four districts."),
    ("Use of force data", "To recommend that use of force data be published each month."),
    ("Strip searches", "To recommend that every strip search be approved by a supervisor."),
    ("Website", "To make the website readable on a phone."),
    ("Tenant organizations", "To invite tenant organizations to the spring meeting."),
    ("Record retention", "To adopt the schedule for keeping records."),
    ("Procurement", "To ask Council to approve the contract for transcription."),
    ("Code of conduct", "To adopt a code of conduct for public meetings."),
    ("School officers", "To review the agreement on officers in schools."),
    ("Juveniles", "To recommend that a guardian be called before a minor is questioned."),
    ("Search warrants", "To recommend that every entry without knocking be reviewed."),
    ("Neighborhood visits", "To visit two neighborhood associations each month."),
    ("Complaint navigator", "To create the position of a complaint navigator."),
)

ADVICE: dict[int, tuple[str, str]] = {
    7: ("Traffic stops", "To recommend that the reason for every traffic stop be recorded."),
    4: ("Body-worn cameras", "To recommend that body-worn video be released within ten days."),
    0: ("Mental health calls", "To recommend that crisis teams answer mental health calls first."),
}
"""What the board recommends, by how many regular meetings were held since."""

UNDECIDED = "Officers in schools"
"""A matter that nobody has moved anything about yet."""

CONTESTED = ("Stipends", "To ask Council for a stipend for members.")
TIED = ("Meeting place", "To move the regular meetings to the central library.")
DIVERGING = (
    "Towing",
    "To recommend that fees be waived for vehicles towed during an unfounded stop.",
)
DIVERGED_BEFORE = ("Noise complaints", "To recommend a warning before a first noise citation.")
CLOSED = (
    "Executive session",
    "The yearly review of a particular person's work",
)
WITHOUT_SECOND = ("Parade escorts", "To study the cost of escorts for parades.")
WITHDRAWN = ("Drones", "To recommend a ban on drones over demonstrations.")
AUDITED = ("Audit of intake", "To have the handling of complaints at intake audited.")
HIRING = (
    "Executive Director",
    "To hire as Executive Director the person whom the search committee proposes.",
)
AMENDED = {
    "Evening hours": "To keep the intake desk open until eight on Wednesdays and Thursdays.",
    "Use of force data": "To recommend that use of force data be published every two weeks.",
}
"""Motions that are amended, and how they read then."""

REFERRED = {"Code of conduct": "Rules committee"}
AGREED = frozenset({"Quarterly report", "Annual report", HIRING[0]})
"""Motions to which nobody objects."""

TOWING_FIRM = "Lake Avenue Towing"
RESOLVED = "Counsel advises that the Board's own majority carries it; the record keeps both counts."
RECUSED_BECAUSE = "A close relative's towing business would gain from it."
CALLED_OFF = "A water main broke in the building."
NO_QUORUM = "Four members came; five are needed."

PLACE = "City Hall, Room 208"
LIBRARIES = {
    "East": "East branch library, community room",
    "Northeast": "Northeast branch library, community room",
    "Northwest": "Northwest branch library, community room",
    "South": "South branch library, community room",
}
PROOFS = {
    "News media": "Sent to the newsroom list.",
    "Designated public place": "Posted at the notice board of City Hall; seen by the clerk.",
    "Website": "Published on the Board's page.",
}

CLOSED_GROUND = "f"
COUNSEL = ("K. Osei", "Counsel to the Board")

YOUTH_TITLE = "Youth and community engagement"
YOUTH_AGENDA = ("What the schools asked for", "An evening with young people", "What is next")
YOUTH_MOTION = "To recommend to the Board an evening with students in each district before summer."
YOUTH_REPORT = (
    "An evening with students in each district",
    "The committee met with two schools and recommends an evening in each district.",
)
