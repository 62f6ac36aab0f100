"""tests/end_to_end/support/with_servers.py WORK COMMAND...

Runs a command beside two servers with the tests' quick model (and the embedded one): one without keys, and one that
asks for them. Ends both with it; its exit status is the command's.

Used by   tests/end_to_end/workbench.sh
Gives     $REVERIE_URL; $REVERIE_KEYED_URL with $REVERIE_ADMIN_KEY
"""

import os
import pathlib
import subprocess
import sys

from quick_server import QuickServer


def main():
    work, command = pathlib.Path(sys.argv[1]), sys.argv[2:]
    servers = []
    try:
        for name, options in (("open", ()), ("keyed", ("--keys", "required"))):
            folder = work / name
            folder.mkdir(parents=True)
            server = QuickServer(folder, *options)
            if name == "keyed":
                _, key = server.make_key("tests", "--scope", "generate", "--scope", "admin")
            server.start()
            servers.append(server)
        environment = dict(os.environ, REVERIE_URL=servers[0].base, REVERIE_KEYED_URL=servers[1].base,
                           REVERIE_ADMIN_KEY=key)
        status = subprocess.run(command, env=environment).returncode
        if status != 0:
            for server in servers:
                sys.stderr.write(server.log_text()[-2000:])
        return status
    finally:
        for server in servers:
            server.stop()


sys.exit(main())
