from __future__ import annotations

import io
import json
from datetime import date

import pytest

from communique.intake import IntakeOptions, open_source
from communique.records import Article, Issue

FIRST = "The presidents of Kenya and Ethiopia met in Nairobi on Monday, officials said."
SECOND = "They spoke for two hours about trade, and about the border."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p>"

NITF = f"""<?xml version="1.0"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<!-- as agencies send it -->
<nitf><head><title>Short title</title><docdata>
<doc-id regsrc="EXW" id-string="2031.7"/><date.issue norm="20310304T091500Z"/></docdata></head>
<body><body.head><hedline><hl1>Kenya  meets
Ethiopia</hl1></hedline><distributor>Example Wire</distributor></body.head>
<body.content>{BODY}<media><media-caption><p>A caption</p></media-caption></media>
<table><tr><td>1</td></tr></table></body.content><body.end><p>ends</p></body.end></body></nitf>"""

G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:example.org:1"
version="3" xml:lang="en"><itemMeta><itemClass qcode="ninat:{kind}"/>
<provider qcode="nprov:EXW"><name>Example Wire</name></provider>
<versionCreated>2031-03-04T09:15:00+03:00</versionCreated><pubStatus qcode="stat:{status}"/>
</itemMeta><contentMeta><headline role="hdr:short">Short</headline>
<headline>Kenya meets Ethiopia</headline></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
    f"<head><title>Other</title></head><body><h1>Kenya meets Ethiopia</h1>{BODY}</body></html>"
    "</inlineXML>"
)
MESSAGE = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>{items}
</itemSet></newsMessage>"""

NEWSML1 = f"""<NewsML Version="1.2"><NewsEnvelope/><NewsItem><Identification><NewsIdentifier>
<ProviderId>example.org</ProviderId><DateId>20310304</DateId><NewsItemId>7</NewsItemId>
<RevisionId>2</RevisionId></NewsIdentifier></Identification><NewsManagement>
<ThisRevisionCreated>20310304T091500+0300</ThisRevisionCreated><Status FormalName="Usable"/>
</NewsManagement><NewsComponent><NewsLines><HeadLine>Kenya meets Ethiopia</HeadLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="Example Wire"/></Provider>
</AdministrativeMetadata><NewsComponent><Role FormalName="Caption"/><ContentItem>
<MediaType FormalName="Text"/><DataContent><p>A caption</p></DataContent></ContentItem>
</NewsComponent><NewsComponent><Role FormalName="Main"/><ContentItem>
<MediaType FormalName="Text"/><DataContent>{BODY}</DataContent></ContentItem></NewsComponent>
</NewsComponent></NewsItem></NewsML>"""

NINJS = {
    "uri": "urn:example:7",
    "type": "text",
    "versioncreated": "2031-03-04T09:15:00+03:00",
    "pubstatus": "usable",
    "copyrightholder": "Example Wire",
    "headline": "Kenya meets Ethiopia",
    "body_text": f"{FIRST} {SECOND}",
    "body_xhtml": BODY,
}
NINJS_3 = {
    "uri": "urn:example:7",
    "type": "text",
    "versionCreated": "2031-03-04T09:15:00Z",
    "copyrightHolder": "Example Wire",
    "headlines": [{"role": "short", "value": "S"}, {"role": "main", "value": NINJS["headline"]}],
    "bodies": [
        {"role": "plain", "contentType": "text/plain", "value": f"{FIRST} {SECOND}"},
        {"role": "rich", "contentType": "text/html", "value": BODY},
    ],
}


def take(data: str | bytes) -> list[Article | Issue]:
    raw = data.encode() if isinstance(data, str) else data
    return list(open_source(io.BytesIO(raw), options=IntakeOptions(require_english=False)))


def reason(data: str | bytes) -> str:
    (issue,) = take(data)
    assert isinstance(issue, Issue), issue
    return issue.reason


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("EXW:2031.7", NITF),
        ("urn:newsml:example.org:1", G2.format(kind="text", status="usable", content=XHTML)),
        ("urn:newsml:example.org:20310304:7", NEWSML1),
        ("urn:example:7", json.dumps(NINJS, indent=2)),
        ("urn:example:7", json.dumps(NINJS)),
        ("urn:example:7", json.dumps([NINJS])),
        ("urn:example:7", json.dumps(NINJS_3, indent=2)),
    ],
)
def test_each_form_gives_the_same_article(name: str, data: str) -> None:
    (article,) = take(data)
    assert article == Article(
        name,
        "Kenya meets Ethiopia",
        f"{FIRST}\n{SECOND}",
        date(2031, 3, 4),
        "Example Wire",
    )


def test_lines_may_be_ninjs_items() -> None:
    first, second = take(json.dumps(NINJS) + "\n" + json.dumps(NINJS | {"uri": "b"}) + "\n")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert second.id == "b"


def test_a_message_of_several_items_tells_of_each() -> None:
    good = G2.format(kind="text", status="usable", content=XHTML)
    picture = G2.format(kind="picture", status="usable", content="<remoteContent/>")
    article, issue = take(MESSAGE.format(items=good + picture.replace("org:1", "org:2")))
    assert isinstance(article, Article)
    assert isinstance(issue, Issue)
    assert issue.source == "stream, urn:newsml:example.org:2"
    assert "'picture'" in issue.reason


@pytest.mark.parametrize(
    "content",
    [
        f"<inlineData contenttype='text/plain'><![CDATA[{BODY}]]></inlineData>",
        f"<inlineData contenttype='text/plain'>\n{FIRST}\n\n{SECOND}\n</inlineData>",
        f"<inlineXML><nitf><body><body.content>{BODY}</body.content></body></nitf></inlineXML>",
    ],
)
def test_content_of_newsml_g2_comes_in_several_ways(content: str) -> None:
    (article,) = take(G2.format(kind="text", status="usable", content=content))
    assert isinstance(article, Article)
    assert article.text == f"{FIRST}\n{SECOND}"


def test_typewriter_lines_are_put_together_again() -> None:
    typed = (
        "(Adds detail)\n    NAIROBI, March 4 (Example) - The presidents of Kenya and\nEthiopia met "
        "on Monday.\n    They spoke for two\nhours.\n"
    )
    content = f"<inlineXML><html><body><p>{typed}</p></body></html></inlineXML>"
    (article,) = take(G2.format(kind="text", status="usable", content=content))
    assert isinstance(article, Article)
    assert article.text.splitlines() == [
        "(Adds detail)",
        "NAIROBI, March 4 (Example) - The presidents of Kenya and Ethiopia met on Monday.",
        "They spoke for two hours.",
    ]


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (G2.format(kind="text", status="canceled", content=XHTML), "withdrawn by its agency"),
        (json.dumps(NINJS | {"pubstatus": "withheld"}), "withheld by its agency"),
        (G2.format(kind="text", status="usable", content=""), "no article text"),
        (MESSAGE.format(items="<packageItem/>"), "only packageItem"),
        ("<NewsML><NewsEnvelope/></NewsML>", "no news item"),
        (json.dumps(NINJS | {"type": "video"}), "'video'"),
        ('{\n"uri": "a",\n"type": oops', "line 3"),
        (json.dumps({"uri": "a", "b": 1}, indent=1), "no ninjs item"),
        (NITF.replace("</head>", ""), "not well-formed XML at line"),
        (NITF[:400], "not well-formed XML at line"),
        ("<gpx><trk/></gpx>", "the root <gpx>"),
    ],
)
def test_what_is_no_article_is_told(data: str, wanted: str) -> None:
    assert wanted in reason(data)


BOMB = """<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;">]><nitf><body><body.content><p>&c;</p></body.content></body></nitf>"""
STEALER = """<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<nitf><body><body.content><p>&a;</p></body.content></body></nitf>"""


@pytest.mark.parametrize("bomb", [BOMB, STEALER, BOMB.replace("nitf", "rss")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_entities_are_refused(bomb: str, encoding: str) -> None:
    assert "declares entities" in reason(bomb.encode(encoding))


def test_depth_has_a_limit() -> None:
    deep = "<p>" * 5_000 + FIRST + "</p>" * 5_000
    assert "not well-formed" in reason(NITF.replace(BODY, deep))


def test_utf_8_that_calls_itself_something_else() -> None:
    text = NITF.replace('version="1.0"', 'version="1.0" encoding="iso-8859-1"')
    (article,) = take(text.replace("Kenya  meets", "Žilina meets"))
    assert isinstance(article, Article)
    assert article.title.startswith("Žilina")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-2"])
def test_declared_encodings(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = NITF.replace('version="1.0"', f'version="1.0" encoding="{name}"', 1)
    (article,) = take(text.replace("Kenya  meets", "Žilina meets").encode(encoding))
    assert isinstance(article, Article)
    assert article.title.startswith("Žilina")
