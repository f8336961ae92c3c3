from waugzee_demo.scenes.scene import Scene, table

KOSMISCHE = Scene(
    name="kosmische",
    weight=8,
    genres=("Electronic", "Rock"),
    styles=("Krautrock", "Berlin-School", "Ambient", "Experimental", "Space Rock"),
    years=(1970, 1981),
    countries=("Germany", "Germany", "Germany", "Switzerland"),
    labels={
        "Fernrohr": "FR 58 ###",
        "Sternwarte": "STW 200.0##",
        "Heimorgel": "HO 00##",
        "Planetarium": "1C 0##",
    },
    artists=("{band}", "{band}", "{first} {last}", "{prefix}{root}", "{first} {last} & {other} {last}"),
    titles=(
        "{adjective}e {noun}",
        "{noun} {number}",
        "{noun}",
        "{verb} Nach {place}",
        "Die {noun}",
        "{prefix}{root}",
        "{place} Express",
    ),
    tracks=(
        "{noun}",
        "{noun} {number}",
        "{place}",
        "{verb}",
        "{adjective}e {noun}",
        "{prefix}{root}",
        "Sequenz {number}",
        "{place} Bei Nacht",
    ),
    words=table(
        band=(
            "Astralkraft|Morgenröte|Wolkenheim|Tonbandkreis|Phasenraum|"
            "Glasbläser|Autobahnkirche|Sonnenrad|Nachtigall 2000|Grüner Planet"
        ),
        first="Jürgen|Günter|Ulrike|Wolfram|Detlef|Achim|Hannelore|Ekkehard",
        other="Uwe|Bärbel|Holger|Sigrid",
        last="Kranich|Möbius-Ott|Tannhoff|Lindemann|Echternach|Grosskurth|Zielinski|Rabe",
        prefix="Raum|Zeit|Stern|Traum|Kristall|Licht|Wellen|Nebel",
        root="reise|gleiter|muster|wanderer|feld|maschine|garten|spirale",
        adjective="Elektrisch|Unendlich|Violett|Still|Kosmisch|Gläsern|Schwebend",
        noun="Ebene|Sonne|Spirale|Ankunft|Brücke|Mondfahrt|Antenne|Ferne|Kurve",
        verb="Abflug|Landung|Heimkehr|Umlaufbahn|Reise",
        place="Andromeda|Kassel|Orion|Wuppertal|Vega|Schwarzwald|Ganymed|Bochum",
        number="I|II|III|IV|7|12|1000",
    ),
    formats={"lp": 10, "gatefold": 3, "reissue": 4, "limited": 2},
    designs=("kosmische", "kosmische", "sinewaves", "rays", "circles"),
    seconds=(420, 1290),
    per_side=(1, 3),
)

PSYCH = Scene(
    name="psychedelic and progressive",
    weight=9,
    genres=("Rock",),
    styles=("Psychedelic Rock", "Prog Rock", "Folk Rock", "Art Rock", "Garage Rock", "Blues Rock"),
    years=(1966, 1976),
    countries=("UK", "UK", "US", "Italy"),
    labels={
        "Gryphon": "GRY ##",
        "Tangerine Leaf": "TL-S 7###",
        "Windmill": "WML 10##",
        "Corkscrew": "CS 4##",
    },
    artists=(
        "The {adjective} {creature}s",
        "{adjective} {object}",
        "{first} {last}'s {creature}",
        "{object} Of {place}",
        "{creature}",
        "The {object} Society",
        "{last} {last2} & {creature}",
    ),
    titles=(
        "The {object} In The {place2}",
        "{first}'s {adjective} {object}",
        "A {object} For The {creature} King",
        "{adjective} Tales From {place}",
        "In Search Of The {adjective} {creature}",
        "{object}s, {creature}s & {place2}s",
        "Mrs. {last}'s {object}",
    ),
    tracks=(
        "{adjective} {object}",
        "The {creature}",
        "Mr. {last}",
        "Down By The {place2}",
        "{creature} Dance",
        "Prelude / The {object}",
        "My Friend The {creature}",
        "{place}",
        "{first} Has Flown Away",
    ),
    words=table(
        adjective=(
            "Velvet|Marmalade|Electric|Paisley|Crimson|Curious|Copper|Peppermint|Invisible|Gilded|Upside-Down"
        ),
        creature="Heron|Badger|Wizard|Lyrebird|Walrusman|Mandrake|Hedgehog|Unicorn|Owl|Griffin|Moth",
        object=(
            "Teapot|Staircase|Harpsichord|Weathervane|Carousel|"
            "Kaleidoscope|Parasol|Cathedral|Clockwork|Submarine Tree"
        ),
        place="Avalon|Albion|Glastonbury|Lemuria|Cathay|Elsewhere|Little Wymond",
        place2="Orchard|Attic|Meadow|Boathouse|Glasshouse|Garden",
        first="Arabella|Jeremiah|Penelope|Barnaby|Isolde|Ambrose|Rosalind",
        last="Thistlewood|Pemberton|Winterbourne|Applegarth|Fairweather|Crumb",
        last2="Moss|Lark|Bramble|Finch",
    ),
    formats={"lp": 6, "gatefold": 5, "reissue": 5, "mono": 2, "seven": 2, "audiophile": 1, "double": 1},
    designs=("rays", "psychedelic", "woodcut", "psychedelic", "photo", "kosmische"),
    seconds=(160, 560),
    per_side=(3, 5),
)

PUNK = Scene(
    name="punk and post-punk",
    weight=9,
    genres=("Rock",),
    styles=("Punk", "Post-Punk", "New Wave", "Goth Rock", "No Wave", "Power Pop"),
    years=(1977, 1984),
    countries=("UK", "UK", "US", "Germany", "Australia"),
    labels={
        "Bus Queue": "BUS 0##",
        "Wrong Records": "WRONG #",
        "Terrace": "TER 1#",
        "Damp": "DAMP ##",
        "Factor Five": "FF##",
    },
    artists=(
        "The {plural}",
        "{adjective} {plural}",
        "{noun} {noun}",
        "The {adjective} {noun}",
        "{place} {plural}",
        "{first} & The {plural}",
    ),
    titles=(
        "No {noun}",
        "{adjective} {noun}",
        "{verb} The {noun}",
        "{noun} / {noun}",
        "Thank You {place}",
        "We Are Not Your {plural}",
        "{number} {plural}",
    ),
    tracks=(
        "{verb} The {noun}",
        "{noun}!",
        "I Hate {place}",
        "{adjective}",
        "My {noun} Is {adjective}",
        "{plural} In Love",
        "Bored Of {plural}",
        "{number} Minutes",
        "{place} Calling Nobody",
    ),
    words=table(
        plural=(
            "Hooligoons|Commuters|Spectators|Elbows|Turnstiles|Neighbours|"
            "Receptionists|Vacancies|Tonics|Exits|Galoshes|Telephones"
        ),
        adjective="Nervous|Public|Municipal|Faulty|Plastic|Concrete|Temporary|Polite|Magnetic|Rotten|Spare",
        noun=(
            "Wallpaper|Escalator|Verdict|Bus Lane|Deposit|Signal|"
            "Static|Furniture|Panic|Queue|Statue|Overdraft"
        ),
        verb="Break|Cancel|Refuse|Repaint|Burn|Follow|Return",
        place="Croydon|Wolverhampton|Reading|Sheffield|Düsseldorf|Akron|Milton Keynes|Leith",
        first="Debbie Doom|Kev Static|Vera Void|Johnny Invoice|Poly Ester",
        number="Two|Six|13|99|1,000",
    ),
    formats={"seven": 9, "seven-ep": 4, "lp": 9, "twelve-ep": 2, "limited": 2, "reissue": 2, "flexi": 1},
    designs=("ransom", "ransom", "xerox", "swiss", "grid", "letterpress"),
    seconds=(85, 240),
    per_side=(5, 8),
)

INDIE = Scene(
    name="indie and shoegaze",
    weight=9,
    genres=("Rock",),
    styles=("Indie Rock", "Shoegaze", "Dream Pop", "Lo-Fi", "Indie Pop", "Post Rock"),
    years=(1986, 2024),
    countries=("UK", "US", "US", "New Zealand", "Canada", "Sweden"),
    labels={
        "Paper Boat": "PB0##",
        "Hollow Lake": "HLR-##",
        "Sunday Driver": "SD ###",
        "Kind Of Blurry": "KOB##LP",
        "Tenement": "TEN 0##",
    },
    artists=(
        "{noun} {plural}",
        "The {adjective} {noun}",
        "{first} {last}",
        "{adjective} {plural}",
        "{noun} & The {plural}",
        "My {adjective} {noun}",
    ),
    titles=(
        "{adjective} {noun}",
        "{noun} Days",
        "A {noun} For {first}",
        "{verb} Into {noun}",
        "All The {plural} We Lost",
        "{plural}",
        "{first}, {verb} Me Home",
        "This {noun} Is Yours",
        "Everything {adjective}",
    ),
    tracks=(
        "{noun}",
        "{verb}",
        "{adjective} {noun}",
        "{first}",
        "When The {plural} {verb}",
        "{noun} Song",
        "Your {adjective} {noun}",
        "Always {adjective}",
        "({noun})",
        "{number} {plural}",
    ),
    words=table(
        noun=(
            "Cassette|Swimming Pool|Snowfield|Bicycle|Lighthouse|Parking Lot|"
            "Honey|Television|Kite|Greenhouse|Weekend|Lemonade|Motel"
        ),
        plural=(
            "Ghosts|Satellites|Umbrellas|Postcards|Swimmers|Daydreams|Hospitals|Balconies|Fireflies|Cousins"
        ),
        adjective="Soft|Distant|Pale|Sleepy|Overexposed|Tender|Blurred|Sugar|Ordinary|Warm|Underwater",
        verb="Drift|Carry|Fall|Follow|Fade|Float|Drive",
        first="Alison|Daniel|June|Theo|Mabel|Rosie|Anneli|Simon",
        last="Okafor|Lindgren|Marsh|Tanaka-Lowe|Beaumont|Reyes|Whitcomb",
        number="Two|Eleven|A Hundred|Some",
    ),
    formats={
        "lp": 9,
        "limited": 9,
        "double limited": 3,
        "seven": 3,
        "twelve-ep": 3,
        "reissue": 2,
        "cd": 2,
        "cassette": 1,
    },
    designs=("blur", "blur", "photo", "horizon", "swiss", "circles", "woodcut"),
    seconds=(150, 380),
)

METAL = Scene(
    name="heavy metal",
    weight=4,
    genres=("Rock",),
    styles=("Heavy Metal", "Doom Metal", "Black Metal", "Thrash", "Stoner Rock"),
    years=(1980, 2019),
    countries=("UK", "Norway", "US", "Sweden", "Finland"),
    labels={"Iron Candle": "ICR-###", "Tumulus": "TUM 0##", "Anvil House": "AH 10##"},
    artists=("{noun}{suffix}", "{adjective} {noun}", "{place}", "{noun} Of {place}"),
    titles=(
        "{noun} Of The {adjective} {creature}",
        "Beneath The {noun}",
        "{place} Burns",
        "The {adjective} {noun}",
        "{number} Winters In {place}",
        "{noun}{suffix}",
    ),
    tracks=(
        "{noun} Of {place}",
        "Rise, {creature}",
        "{adjective} {noun}",
        "Throne Of The {creature}",
        "Into {place}",
        "{number} {creature}s",
        "March Of The {creature}",
    ),
    words=table(
        noun="Hammer|Tomb|Winter|Raven|Crypt|Iron|Plague|Storm|Altar|Bone",
        suffix="hold|wrath|gard|fell|thorn|moor|spire",
        adjective="Frozen|Black|Elder|Cursed|Forgotten|Burning|Pallid|Endless",
        creature="Hound|Serpent|Giant|Warlock|Goat|Leviathan|Widow",
        place="Angmoor|Hyperborea|The Northern Gate|Skógafell|Ultima Thule|Mount Grief",
        number="Nine|Thirteen|Seven|A Thousand",
    ),
    formats={"lp": 7, "gatefold": 3, "limited": 4, "picture": 2, "double": 2},
    designs=("mountains", "mountains", "woodcut", "kosmische"),
    seconds=(210, 760),
    per_side=(2, 5),
)

SCENES = (KOSMISCHE, PSYCH, PUNK, INDIE, METAL)
