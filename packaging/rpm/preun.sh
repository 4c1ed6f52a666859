# Before erasing ($1 is 0): the service stops. An upgrade (1) goes on running.
if [ "$1" -eq 0 ]; then
  systemctl disable dataflow-agent.service >/dev/null 2>&1 || :
  if [ -d /run/systemd/system ]; then
    systemctl stop dataflow-agent.service || :
  fi
fi
