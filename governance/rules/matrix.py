"""The table of permissions as a page of the docs: `python -m governance.rules.matrix`."""

from governance.rules.access import Role
from governance.rules.permissions import PERMISSIONS

HEAD = """# Who may do what

One row for each deed or reading, one column for each role. A role is granted for one body and
for a span of days; what stands in no row, anyone may read. This page is printed from the table
in `governance/rules/permissions.py` by `python -m governance.rules.matrix`.

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
    return HEAD + "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


if __name__ == "__main__":
    print(matrix(), end="")
