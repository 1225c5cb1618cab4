"""Files in and out: dataset format 1 is read, checked, loaded and dumped here."""
