"""``python -m nianbao``: the command line without an installed entry point."""

import sys

from nianbao.cli import main

sys.exit(main())
