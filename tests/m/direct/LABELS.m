LABELS ; line starts that are no commands in direct mode
 q
