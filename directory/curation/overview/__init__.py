"""Pictures of the directory for those who keep it: how fresh it is, where there is help, which words find nothing."""
