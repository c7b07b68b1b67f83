"""The table of permissions as a page of the docs: `python -m governance.rules.matrix`."""

from governance.rules.access import Role
from governance.rules.permissions import OPEN, PERMISSIONS, PRESIDING_HERE

HEAD = """# Who may do what

One row for each deed or reading, one column for each role. A role is granted for one body and
for a span of days; what stands in no row, anyone may read, and do what the last
lines name. This page is printed from the table
in `governance/rules/permissions.py` by `python -m governance.rules.matrix`.

"""

PRESIDING = """The chair of a committee may also do the following, at that committee's meetings and
nowhere else:

"""

TAIL = """Anyone may do the following without signing in. Each asks for a secret or a proof of its
own: a form that was really shown, or the link that was mailed to the person.

"""


def matrix() -> str:
    """Return the table in Markdown, as it stands in docs/permissions.md."""
    roles = [role for role in Role if role is not Role.SYSTEM]
    lines = [
        ["permission", *(role.value.replace("_", " ") for role in roles)],
        ["---", *(":-:" for _ in roles)],
        *(
            [f"`{name}`", *("●" if role in allowed else "" for role in roles)]
            for name, allowed in PERMISSIONS.items()
        ),
    ]
    table = "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
    presiding = "".join(f"- `{name}`\n" for name in sorted(PRESIDING_HERE))
    anyone = "".join(f"- `{name}`\n" for name in sorted(OPEN))
    return f"{HEAD}{table}\n{PRESIDING}{presiding}\n{TAIL}{anyone}"


if __name__ == "__main__":
    print(matrix(), end="")
