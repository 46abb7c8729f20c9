"""The HTML report: figures of the feed (`articles`) and of the runs (`runs`), and the page made of them (`page`)."""
