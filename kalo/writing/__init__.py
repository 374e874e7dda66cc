"""What everybody who writes has: one composer, drafts, uploads, mentions, cards of links."""
