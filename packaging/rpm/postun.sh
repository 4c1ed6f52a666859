# After erasing ($1 is 0) or after an upgrade (1). Settings, secrets and ledger stay: rpm has no purge.
journalctl --update-catalog || :
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload || :
  if [ "$1" -ge 1 ]; then
    systemctl try-restart dataflow-agent.service || :
  fi
fi
if [ "$1" -eq 0 ]; then
  echo "Kept: /etc/dataflow-agent with keys and secrets, and the ledger in /var/lib/dataflow-agent."
fi
