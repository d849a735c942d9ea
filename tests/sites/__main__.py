"""``python -m tests.sites serve f1 --seed 3 --profile small --port 0 [--truth FILE]``."""

import argparse
import json
import sys
import threading
from pathlib import Path

from nianbao.demo.plan import PROFILES
from tests.sites import FAMILIES, build, serve


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.sites")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("serve", help="serve a made-up site until interrupted")
    command.add_argument("family", choices=[family.id for family in FAMILIES])
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--profile", choices=[size.id for size in PROFILES], default="small")
    command.add_argument("--quirks", default="all", help="all, none, or ids joined by commas")
    command.add_argument("--interaction", action="store_true", help="with surveys and widgets")
    command.add_argument("--port", type=int, default=0)
    command.add_argument("--truth", type=Path, help="write the true figures here, as JSON")
    options = parser.parse_args()
    try:
        site = build(
            options.family, options.seed, options.profile, options.quirks, options.interaction
        )
    except ValueError as error:
        parser.error(str(error))
    if options.truth:
        text = json.dumps(site.truth.as_json(), ensure_ascii=False, indent=1)
        options.truth.write_text(text + "\n", encoding="utf-8")
    with serve(site, port=options.port) as address:
        sys.stdout.write(address + "\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("\n")


if __name__ == "__main__":
    main()
