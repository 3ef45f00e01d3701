"""Components, the frame of every page, and figures."""
