# The action of the same name does the work, on the machine that runs Ansible.
DOCUMENTATION = """
module: readiness
short_description: Prints one table of all nodes of the play
description: Reads what the tasks C(readiness.yml) of the role C(visor.fleet.visor) have asked of each host.
options:
  required:
    description: Whether the task fails if a node is not READY, or is not known.
    type: bool
    default: false
author: The authors of Visor
"""
