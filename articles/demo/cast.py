"""Who works in the demo, what it writes about, and the pages around its stories."""

from articles.permissions import CHIEF, EDITOR, LEGAL, PHOTO_DESK, REPORTER

# Name, role (None: superuser), first and last name.
PEOPLE = [
    ("reporter", REPORTER, "Ingilab", "Mammadov"),
    ("photo", PHOTO_DESK, "Sabina", "Guliyeva"),
    ("editor", EDITOR, "Rashid", "Mehdiyev"),
    ("chief", CHIEF, "Gunel", "Ismayilova"),
    ("chief2", CHIEF, "Orkhan", "Safarli"),
    ("admin", None, "House", "Administrator"),
    ("legal", LEGAL, "Fidan", "Karimova"),
]
USERNAMES = [name for name, *_ in PEOPLE]

# Name, description, language; the first is the seed story's.
SECTIONS = [
    (
        "ICT Materials",
        "Policy, skills and services: how the country and the region go digital.",
        "en",
    ),
    (
        "Telecom",
        "Mobile and fixed networks, spectrum, cables and the companies behind them.",
        "en",
    ),
    ("Internet", "How the network grows, what it costs and who is still without it.", "en"),
    (
        "Innovation",
        "Start-ups, laboratories, artificial intelligence and the smart city.",
        "en",
    ),
    ("Cybersecurity", "Attacks, defences and the protection of data.", "en"),
    (
        "Texnologiya",
        "Rəqəmsal xidmətlər, rabitə və innovasiyalar Azərbaycan dilində.",
        "az",
    ),
    ("Технологии", "Цифровые услуги, связь и инновации на русском языке.", "ru"),
]

# Name, job title, bio.
AUTHORS = [
    (
        "Ingilab Mammadov",
        "Correspondent",
        "Writes about digital policy and international bodies.",
    ),
    (
        "Aynur Rahimova",
        "Telecom correspondent",
        "Follows operators, masts and frequencies.",
    ),
    (
        "Kamran Seyidov",
        "Technology correspondent",
        "Data centres, clouds and what runs on them.",
    ),
    ("Leyla Huseynzade", "Reporter", "Schools, start-ups and the people who build things."),
    (
        "Timur Akhmetov",
        "Regional correspondent",
        "Reports on cables, routes and neighbours.",
    ),
    ("Nigar Valiyeva", "Reporter", "Public services and the digital city."),
]

TAGS = [
    "5G",
    "Artificial intelligence",
    "Baku Declaration",
    "Broadband",
    "Cloud",
    "Data centres",
    "Data protection",
    "Digital inclusion",
    "Digital skills",
    "E-government",
    "Fibre",
    "Internet of things",
    "ITU",
    "Mobile networks",
    "Online fraud",
    "Open data",
    "Regional cooperation",
    "Satellites",
    "Smart cities",
    "Spectrum",
    "Start-ups",
    "WTDC-25",
]

SITE = {
    "name": "Newsroom",
    "description": "News of information and communication technology from Baku",
    "channel_name": "WhatsApp channel",
    "channel_url": "https://www.whatsapp.com/channel/",
    "channel_sentence": "Stay up-to-date with more news on our",
    "show_earlier": True,
}

PAGES = {
    "about": (
        "About us",
        "<p>Newsroom reports on information and communication technology in Azerbaijan, the "
        "region and the world.</p><p>This is a demonstration. Its lead story is a published "
        "sample; all other stories, people and figures were made up for the purpose.</p>"
        "<h2>How we correct</h2><p>A mistake of fact is corrected in the story, with a note that "
        'says what was wrong and when. All of them stand in the <a href="/corrections/">list of '
        "corrections</a>.</p>",
    ),
    "contact": (
        "Contact",
        '<p>Write to the desk: <a href="mailto:desk@newsroom.example">desk@newsroom.example</a>.'
        "</p><p>If you have found a mistake, tell us which story and which sentence. We answer "
        "within a day.</p>",
    ),
    "terms": (
        "Terms of use",
        "<p>Headlines and summaries may be used with a link to the story. Whole texts and photos "
        "need our written consent.</p><p>Feeds are offered for personal use and for partners who "
        "have agreed terms with us.</p>",
    ),
}

# What the pictures of each kind show: title, caption, alternative text.
PICTURES = {
    "skyline": (
        "Baku at dusk",
        "Baku at dusk, seen from the bay.",
        "Lit windows and three curved towers mirrored in the water at dusk",
    ),
    "masts": (
        "Antenna masts",
        "Masts of mobile operators in the hills.",
        "Lattice masts with antennas on hills under a coloured sky",
    ),
    "dish": (
        "Ground station",
        "Antennas of a ground station at night.",
        "Large dish antennas under a starry sky",
    ),
    "circuit": (
        "Circuit board",
        "A circuit board under the magnifier.",
        "Chips and golden traces on a circuit board",
    ),
    "network": (
        "Network map",
        "A map of nodes and the links between them.",
        "Points of light joined by lines on a dark blue ground",
    ),
    "racks": (
        "Data centre",
        "The aisle of a data centre.",
        "Rows of server racks with small green and blue lamps",
    ),
    "fibre": (
        "Glass fibres",
        "Light at the ends of glass fibres.",
        "A sheaf of thin fibres with bright ends",
    ),
}
