"""Lists of badges (CSV, XLSX), and items that were never a digital badge, by list or by form."""
