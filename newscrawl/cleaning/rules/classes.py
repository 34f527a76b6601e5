"""Rules for class names and ids of elements that are not part of the article."""
from __future__ import annotations

from newscrawl.cleaning.rules.rule import class_name
from newscrawl.page import dom
from newscrawl.page.dom import HIDDEN

CENTERED = dom.CENTERED
"""Mark of elements whose text is centred."""
OUTSIDE = "site:drop_css"
"""Mark of elements that match the site's ``drop_css``."""
SPONSORED = "link:other-site"
"""Mark of an image that links to another site."""
HEADER = "place:header"
"""Mark of elements between the title and the line with the time."""

RULES = (
    class_name("hidden.style", HIDDEN, HIDDEN, "display"),
    class_name("hidden.dialog", r"modal[-_]?(?:box|content|dialog|wrap|layer)", "press_modal_box", ("modality", "td-modal-image")),
    class_name("share.class", r"(?:article|news|view|btn)?(?:sns|share|sharing|addthis|sharethis)(?:s|box|area|wrap|list|group|btn)?",
               "article-sns", "shareholder"),
    class_name("embed.class", r"twitter-tweet|instagram-media|fb-post", "twitter-tweet", "twitter"),
    class_name("ad.class", r"ads?|adv|advert\w{0,10}|(?:article|news|view)?banner(?:s|box|area)?|adsbygoogle|adfit|adbox|adarea|adwrap|"
                           r"ad-?(?:container|template|wrapper|slot)|google-auto-placed|dable|taboola|criteo|sponsor\w{0,6}|powerlink",
               "banner_body", "advice"),
    class_name("related.class",
               r"(?:article|news|view)?(?:relat(?:ed|ion|e|ive)|rel)(?:s|-?(?:news|articles?|list|box|area|link))?|"
               r"more-?(?:articles?|news)|interest-?issues?",
               "related-article", "relativity"),
    class_name("ranking.class", r"(?:news)?(?:rank(?:ing)?|popular|bestnews|topnews|hotnews|mostview|many-?view)(?:s|-?(?:news|list|box))?",
               "ranking-list", "frank"),
    class_name("copyright.class", r"copyrights?|view-copyright", "view-copyright", "copy"),
    class_name("reporter.class", r"(?:article|view|news)?-?(?:writer|reporter|journalist|byline)s?(?:-?(?:box|area|info|profile))?",
               "reporter_area", ("underwriter", "copywriter")),
    class_name("tags.class", r"(?:hash)?tags?(?:-?(?:group|list|box|wrap|area))?|keywords?(?:-?(?:list|zone|area|box))?",
               "tag-group", "vintage"),
    class_name("comment.class",
               r"(?<!img[-_])(?<!image[-_])(?<!photo[-_])(?<!pic[-_])(?:article|news)?(?:comments?|repl(?:y|ies)|cmt)s?"
               r"(?:-?(?:list|box|area|wrap|view|form))?|livere|disqus",
               "comment-list", ("commentary", "viewimg_comment")),
    class_name("subscribe.class", r"newsletters?|subscri(?:be|ption)\w{0,3}|donat(?:e|ion)|promotion|promo|appdown|support-?box",
               "newsletter-box", "subscript"),
    # 제보 in Latin letters: several papers use it for the box that asks readers for tips.
    class_name("tip.class", "jebo", "jebo_area", "jeboard"),
    class_name("navigation.class", r"nav|gnb|lnb|breadcrumbs?|footer|pagination|paging|skip-?nav|page-?links?|post-page-numbers", "gnb", "navy"),
    class_name("contents.class", r"toc|ez-toc|table-of-contents", "ez-toc", "stock"),
    class_name("tools.class", r"(?:font|text)-?size\w{0,4}|btns?|buttons?|print|zoom|toolbar|tts|likes?(?:-?(?:wrap|box|count|area))?",
               "btn_print", "blueprint"),
    class_name("summary.class", r"ai-?summary|summary-?bot", "ai-summary", "summary"),
    class_name("ad.other-site", SPONSORED, SPONSORED, "other"),
    class_name("header.label", HEADER, HEADER, "header"),
    class_name("site.drop-css", OUTSIDE, OUTSIDE, "site"),
)
"""If several match, the first is reported; so the general ones come last."""
