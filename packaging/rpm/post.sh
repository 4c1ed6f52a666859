# After installing ($1 is 1) or upgrading (2): the account, its folders, and the service.
systemd-sysusers dataflow-agent.conf
journalctl --update-catalog || :
for folder in /etc/dataflow-agent /var/lib/dataflow-agent; do
  [ -d "$folder" ] || install -d -m 0700 -o dataflow-agent -g dataflow-agent "$folder"
done
if [ "$1" -eq 1 ]; then
  # Enabled the first time; an administrator who disables it is not overruled by an upgrade.
  systemctl enable dataflow-agent.service >/dev/null 2>&1 || :
fi
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload || :
  if [ "$1" -eq 1 ]; then
    # Without settings the unit's condition leaves it alone.
    systemctl start dataflow-agent.service || :
  fi
fi
