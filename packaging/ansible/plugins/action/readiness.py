"""Prints one table of all nodes of the play: what each one's Visor says, in columns."""

from __future__ import annotations

import json
from datetime import datetime, timezone

from ansible.plugins.action import ActionBase

COLUMNS = ("host", "release", "state", "next plan", "time to go", "disk", "ready") # The last may be long


class ActionModule(ActionBase):
    _requires_connection = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        hosts = task_vars["ansible_play_hosts_all"]
        nodes = [Node(host, task_vars["hostvars"][host]) for host in hosts]
        rows = [COLUMNS] + [node.row() for node in nodes]
        widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
        head = True
        for row in rows:
            cells = [cell.upper() if head else cell for cell in row]
            line = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths)).rstrip()
            self._display.display(line)
            head = False
        late = [node.host for node in nodes if not node.is_ready]
        result.update(changed=False, nodes=[dict(zip(COLUMNS, row)) for row in rows[1:]], not_ready=late)
        if late and self._task.args.get("required", False):
            result.update(failed=True, msg="not ready: " + ", ".join(late))
        return result


class Node:
    """What was asked of one host, whatever came back."""

    def __init__(self, host, variables):
        self.host = host
        self._asked = variables.get("visor_asked") or {}
        self._disk = variables.get("visor_disk") or {}
        try:
            self._status = json.loads(self._asked.get("stdout") or "")
        except ValueError:
            self._status = None

    @property
    def is_ready(self):
        """The node is well, nobody holds it, and the release of its next plan, if there is one, is in its place."""
        if not self._status or not self._status["well"] or self._status["hold"]:
            return False
        plan = self._status["upgrade"]
        return plan is None or plan["state"] == "staged"

    def row(self):
        if self._status is None:
            return (self.host, "-", "-", "-", "-", self._free(), "NOT KNOWN: " + self._why_not())
        node, plan = self._status["node"], self._status["upgrade"]
        return (
            self.host,
            node["release"] if node else "-",
            node["state"] if node else "-",
            f"{plan['tag']} at {plan['height']}" if plan else "none",
            time_to_go(plan["eta"]) if plan else "-",
            self._free(),
            self._readiness(),
        )

    def _readiness(self):
        """In the words of `visor status --url`."""
        health, plan, hold = self._status["health"], self._status["upgrade"], self._status["hold"]
        if not self._status["well"]:
            return one_line(f"{health['word']}: {health['sentence']}")
        held = f", and HELD: {hold}" if hold else ""
        if plan is None:
            return one_line(health["word"] + held)
        if plan["state"] == "staged":
            return one_line("READY" + held)
        return one_line("being made ready" + (f", {plan['reason']}" if plan["reason"] else ""))

    def _why_not(self):
        if self._asked.get("unreachable"):
            # Ansible's own words come before those of ssh.
            return one_line((self._asked.get("msg") or "the machine is unreachable").split("over ssh: ")[-1].split("via ssh: ")[-1])
        said = self._asked.get("stderr") or self._asked.get("module_stderr") or self._asked.get("msg") or "was not asked"
        return one_line(said)

    def _free(self):
        try:
            free, of, size = json.loads(self._disk.get("stdout") or "")
        except ValueError:
            return "-"
        return f"{amount(free * size)} of {amount(of * size)} free"


def one_line(text):
    """Nothing that a terminal obeys, and no second line."""
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()


def amount(size):
    for unit in ("B", "KiB", "MiB", "GiB"):
        if size < 1024:
            return f"{size:.0f} {unit}"
        size /= 1024
    return f"{size:.1f} TiB"


def time_to_go(eta):
    """Roughly, as `visor status` says it."""
    if not eta:
        return "not known"
    seconds = (datetime.fromisoformat(eta.replace("Z", "+00:00")) - datetime.now(timezone.utc)).total_seconds()
    for limit, size, unit in ((90, 1, "s"), (90 * 60, 60, "min"), (36 * 3600, 3600, "h")):
        if seconds < limit:
            return f"{max(1, round(seconds / size))} {unit}"
    return f"{round(seconds / 86400)} days"
