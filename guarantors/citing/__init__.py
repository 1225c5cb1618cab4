"""Take away with its provenance: citations as files, oEmbed, the sitemap, and what robots may read."""
