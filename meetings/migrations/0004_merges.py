"""Who stood aside or voted follows a person whose two records are merged; nothing else changes."""

from governance.database.guards import append_only_but_merged

UP = [
    append_only_but_merged(
        "recusal_entry_append_only",
        "recusal_entry",
        columns=(
            "id",
            "body",
            "meeting",
            "item",
            "motion",
            "takes_part",
            "relation",
            "reason",
            "declared_at",
        ),
    ),
    append_only_but_merged(
        "vote_correction_append_only",
        "vote_correction",
        columns=(
            "id",
            "body",
            "motion",
            "was",
            "choice",
            "reason",
            "outcome_was",
            "outcome",
            "corrected_by",
            "corrected_at",
        ),
    ),
]
