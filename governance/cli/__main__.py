"""Let `python -m governance.cli` be `openseat`."""

from governance.cli import main

if __name__ == "__main__":
    main()
