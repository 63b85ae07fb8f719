"""`python -m rubric_kit` is the same as `rubric-kit`."""

import sys

from rubric_kit.cli import main

sys.exit(main())
