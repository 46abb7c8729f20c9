"""CMS families: the layouts and listing endpoints that two or more outlets share, one file each."""
