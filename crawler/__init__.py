"""Looks: fetches a site's pages politely, reads them into rows and columns, stores them, tries features."""
