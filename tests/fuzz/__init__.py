"""What reads bytes of others, fed with broken ones: nothing but its own refusals may come out, and in linear time."""
