"""Say for each line of standard input whether a schema takes it: `ok`, or what is wrong.

usage: validate-lines.py SCHEMA < LINES

An independent opinion for the tests (Debian's python3-jsonschema). Events in an envelope are held to `#/$defs/event`.
"""
import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
plain = jsonschema.Draft202012Validator(schema)
resolver = jsonschema.RefResolver("", schema)
event = jsonschema.Draft202012Validator({"$ref": "#/$defs/event"}, resolver=resolver)
for line in sys.stdin.buffer:
    try:
        value = json.loads(line.decode("utf-8"))
    except ValueError:
        print("not JSON")
        continue
    validator = event if isinstance(value, dict) and "specversion" in value else plain
    errors = sorted("/" + "/".join(map(str, error.absolute_path)) for error in validator.iter_errors(value))
    print("ok" if not errors else " ".join(errors))
