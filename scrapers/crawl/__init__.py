"""What a crawl is made of besides its spider: plan, ledger, state, manners, records."""
