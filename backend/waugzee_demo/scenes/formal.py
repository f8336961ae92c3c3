from waugzee_demo.scenes.scene import Scene, table

CLASSICAL = Scene(
    name="classical",
    weight=7,
    genres=("Classical",),
    styles=("Baroque", "Romantic", "Modern", "Impressionist", "Contemporary", "Renaissance"),
    years=(1956, 1986),
    countries=("Germany", "UK", "Austria", "France", "Netherlands"),
    labels={
        "Cantabile": "CAN 2530 ###",
        "Orpheon": "ORS 6##",
        "Musica Serena": "MS 9500 ###",
        "Éditions Lyre": "LY 70.##",
    },
    artists=(
        "{first} {last}",
        "{first} {last}, {player}",
        "{composer}",
        "{city} {ensemble}",
        "{composer} - {city} {ensemble}, {first} {last}",
    ),
    titles=(
        "{form} No. {number} In {key}",
        "The Complete {forms}",
        "{forms} Op. {opus}",
        "{pieces}",
        "{player} Plays {pieces}",
        "{form} In {key} / {pieces}",
    ),
    tracks=(
        "{form} No. {number} In {key}, Op. {opus}",
        "{pieces}",
        "{form} In {key}",
    ),
    words=table(
        first="Friedrich|Ilse|Lajos|Margarethe|Sir Edmund|Yelena|Bohumil|Odile",
        last="Hartenstein|von Reuss|Szabados|Fairclough|Dvorsky|Marchetti|Lindenau",
        player="Klara Weidt|Anatol Brezin|Jean-Marc Oury|Hedwig Saller",
        composer="Aurelio Fontanelli|J. G. Weissmann|Ludovic Carrel|Anton Hrabal|Thomas Merivale",
        city="Salzburg|Leipzig|Concertgebouw|Prague|Lausanne|Bournemouth",
        ensemble="Chamber Orchestra|Philharmonic|String Quartet|Collegium|Symphony Orchestra",
        form="Symphony|Sonata|Piano Concerto|String Quartet|Cello Suite|Partita|Nocturne|Mass",
        forms="Symphonies|Sonatas|Piano Concertos|String Quartets|Cello Suites|Partitas|Nocturnes|Masses",
        key="D Minor|G Major|E-Flat Major|C-Sharp Minor|A Major|F Minor|B-Flat Major",
        pieces="Six Preludes|Lieder Ohne Worte|Four Seasons Of The Alps|Madrigals|Ballades|Evening Vespers",
        number="1|2|3|4|5|6|7|9",
        opus="11|18|27|35|48|59|110",
    ),
    formats={"stereo": 8, "mono": 2, "classical box": 2, "double": 2, "lp": 3, "reissue": 1},
    designs=("engraved", "engraved", "painting", "swiss"),
    seconds=(240, 840),
    per_side=(1, 3),
)

SCORE = Scene(
    name="soundtrack and library",
    weight=6,
    genres=("Stage & Screen", "Electronic"),
    styles=("Soundtrack", "Score", "Theme", "Easy Listening", "Lounge"),
    years=(1965, 1984),
    countries=("Italy", "UK", "France", "Italy"),
    labels={
        "Usignolo": "UL 10##",
        "Studio Cue": "SCL 1##",
        "Cinevox Minore": "MDF 33/##",
        "Themes Ltd.": "TML ####",
    },
    artists=("{first} {last}", "{first} {last}", "{first} {last} / {first} {last}", "The {studio}"),
    titles=(
        "{italian}",
        "{italian} (Original Soundtrack)",
        "{adjective} {noun}s",
        "{noun} & {noun}",
        "{adjective} {noun} Vol. {volume}",
        "Il {thing} Di {city}",
        "The {noun} Affair",
    ),
    tracks=(
        "{italian}",
        "{italian} (Titoli)",
        "{adjective} {noun}",
        "{noun} In {city}",
        "{noun} #{volume}",
        "Il {thing}",
        "Suspense {volume}",
        "{city} (Shake)",
    ),
    words=table(
        first="Piero|Ennio Maria|Nora|Alan|Keith|Stelvio|Janko|Delia",
        last="Valdambrini|Orsolini|Hawksmoor|Tew|Micalizzo|Ferrante|Parkin",
        studio="Westway Studio Group|Cinecoro|London Underscore|Modern Motions",
        italian=(
            "La Donna Nel Lago|Notte A Trieste|Sette Orchidee Nere|"
            "Un Gatto Sul Tetto|Vertigine|L'Ultima Estate|Il Silenzio Dopo"
        ),
        adjective="Industrial|Underwater|Dramatic|Pastoral|Electronic|Pulsating|Leisurely",
        noun="Motion|Horizon|Pursuit|Workshop|Fashion|Turbine|Panorama|Transport",
        thing="Commissario|Pittore|Sospetto|Testimone|Ritorno",
        city="Torino|Ostia|Capri|Zürich|Portofino",
        volume="1|2|3|4",
    ),
    formats={"lp": 10, "stereo": 2, "reissue": 4, "limited": 3, "seven": 1},
    designs=("library", "library", "thriller", "thriller", "moire"),
    seconds=(70, 250),
    per_side=(6, 9),
)

SCENES = (CLASSICAL, SCORE)
