"""Actions: what menus, buttons and shortcuts start."""
