#include "model/languages.h"

#include "base/arena.h"
#include "base/utf8.h"

struct script_range {
	uint32_t from, to;
	struct str script;
};

/* clang-format off */
static const struct script_range RANGES[] = {
	{'A', 'Z', STR_INIT("Latn")}, {'a', 'z', STR_INIT("Latn")}, {0xc0, 0x24f, STR_INIT("Latn")},
	{0x370, 0x3ff, STR_INIT("Grek")}, {0x400, 0x52f, STR_INIT("Cyrl")}, {0x531, 0x58a, STR_INIT("Armn")},
	{0x5d0, 0x5f4, STR_INIT("Hebr")}, {0x600, 0x6ff, STR_INIT("Arab")}, {0x750, 0x77f, STR_INIT("Arab")},
	{0x900, 0x97f, STR_INIT("Deva")}, {0x980, 0x9ff, STR_INIT("Beng")}, {0xb80, 0xbff, STR_INIT("Taml")},
	{0xe00, 0xe7f, STR_INIT("Thai")}, {0xf00, 0xfff, STR_INIT("Tibt")}, {0x10a0, 0x10ff, STR_INIT("Geor")},
	{0x1100, 0x11ff, STR_INIT("Hang")}, {0x1200, 0x137f, STR_INIT("Ethi")}, {0x1780, 0x17ff, STR_INIT("Khmr")},
	{0x1c90, 0x1cbf, STR_INIT("Geor")}, {0x1e00, 0x1eff, STR_INIT("Latn")}, {0x1f00, 0x1fff, STR_INIT("Grek")},
	{0x2de0, 0x2dff, STR_INIT("Cyrl")}, {0x3041, 0x30ff, STR_INIT("Jpan")}, {0x3400, 0x9fff, STR_INIT("Hani")},
	{0xac00, 0xd7a3, STR_INIT("Hang")}, {0xf900, 0xfaff, STR_INIT("Hani")}, {0x20000, 0x3ffff, STR_INIT("Hani")},
};

/* By the language's first subtag; all others are written in Latin letters. */
static const struct str USUAL[][2] = {
	{STR_INIT("ab"), STR_INIT("Cyrl")}, {STR_INIT("am"), STR_INIT("Ethi")}, {STR_INIT("ar"), STR_INIT("Arab")},
	{STR_INIT("be"), STR_INIT("Cyrl")}, {STR_INIT("bg"), STR_INIT("Cyrl")}, {STR_INIT("bn"), STR_INIT("Beng")},
	{STR_INIT("bo"), STR_INIT("Tibt")}, {STR_INIT("ce"), STR_INIT("Cyrl")}, {STR_INIT("cv"), STR_INIT("Cyrl")},
	{STR_INIT("el"), STR_INIT("Grek")}, {STR_INIT("fa"), STR_INIT("Arab")}, {STR_INIT("grc"), STR_INIT("Grek")},
	{STR_INIT("he"), STR_INIT("Hebr")}, {STR_INIT("hi"), STR_INIT("Deva")}, {STR_INIT("hy"), STR_INIT("Armn")},
	{STR_INIT("ja"), STR_INIT("Jpan")}, {STR_INIT("ka"), STR_INIT("Geor")}, {STR_INIT("kk"), STR_INIT("Cyrl")},
	{STR_INIT("km"), STR_INIT("Khmr")}, {STR_INIT("ko"), STR_INIT("Hang")}, {STR_INIT("ky"), STR_INIT("Cyrl")},
	{STR_INIT("mk"), STR_INIT("Cyrl")}, {STR_INIT("mn"), STR_INIT("Cyrl")}, {STR_INIT("mr"), STR_INIT("Deva")},
	{STR_INIT("ne"), STR_INIT("Deva")}, {STR_INIT("os"), STR_INIT("Cyrl")}, {STR_INIT("ps"), STR_INIT("Arab")},
	{STR_INIT("ru"), STR_INIT("Cyrl")}, {STR_INIT("sa"), STR_INIT("Deva")}, {STR_INIT("sr"), STR_INIT("Cyrl")},
	{STR_INIT("ta"), STR_INIT("Taml")}, {STR_INIT("tg"), STR_INIT("Cyrl")}, {STR_INIT("th"), STR_INIT("Thai")},
	{STR_INIT("ti"), STR_INIT("Ethi")}, {STR_INIT("tt"), STR_INIT("Cyrl")}, {STR_INIT("uk"), STR_INIT("Cyrl")},
	{STR_INIT("ur"), STR_INIT("Arab")}, {STR_INIT("yi"), STR_INIT("Hebr")}, {STR_INIT("yue"), STR_INIT("Hani")},
	{STR_INIT("zh"), STR_INIT("Hani")},
};

/* Scripts that one language uses, nearly alone. */
static const struct str SOLE[][2] = {
	{STR_INIT("Armn"), STR_INIT("hy")}, {STR_INIT("Geor"), STR_INIT("ka")}, {STR_INIT("Grek"), STR_INIT("el")},
	{STR_INIT("Hang"), STR_INIT("ko")}, {STR_INIT("Hans"), STR_INIT("zh-Hans")}, {STR_INIT("Hant"), STR_INIT("zh-Hant")},
	{STR_INIT("Hebr"), STR_INIT("he")}, {STR_INIT("Jpan"), STR_INIT("ja")}, {STR_INIT("Thai"), STR_INIT("th")},
};

static const struct str VARIANTS[][2] = {
	{STR_INIT("pinyin"), STR_INIT("pinyin")}, {STR_INIT("hanyu pinyin"), STR_INIT("pinyin")},
	{STR_INIT("ala-lc"), STR_INIT("alalc97")}, {STR_INIT("hepburn"), STR_INIT("hepburn")},
	{STR_INIT("wade-giles"), STR_INIT("wadegile")}, {STR_INIT("jyutping"), STR_INIT("jyutping")},
};
/* clang-format on */

/* Frequent characters that one of the two ways of writing Chinese has and the other has not. */
static const char SIMPLIFIED[] =
	"师长战国际军义权强统东车马门问间关开发产业务动劳办区医华单卖卫厅历压县双变叶号听员响团围园图圆场坏块"
	"坚报声处备头夹奋奖妇学宁宝实审宪对导寿将尔尘尝层岁岛币带帮并庄庆应废张弹归录彻怀态总恋恶惊惯戏户执扩"
	"扫扬护担拥择挥损换据搅携摄摆敌数断无旧时显晓术机杀杂极构标树样桥检楼欢欧残毕气汉沟沪泪泽浅测济浓涛润"
	"温湾湿满灭灯灵点炼热爱爷犹独狱猎环现电画疗监盖盘礼祸种积称穷竞笔签简粮紧级纪约红纯纲纳纵纷纸线练组细"
	"终绍经结给络绝继续维综绿罗罚职联胜脑脚脸节艺苏荣药获营蓝虏虑虽补装见观规视览觉计订认讨让训议记讲许论"
	"设访证评识诉词译试诗诚话询该详语误说请诸读课谁调谈谢财责败货质贫购贯贵费贸资赛赞赢赵跃践轮轻载较输边"
	"达过运还这进远违连迟选遗邓邮邻郑释钟钱铁银销锋错键镇闭阅队阳阴阵陆陈险隐难韩页顶项顺须顾预领频题颜风"
	"飞饭馆驻验鱼鲁鸟鸡麦黄齐龙谐";
static const char TRADITIONAL[] =
	"師長戰國際軍義權強統東車馬門問間關開發產業務動勞辦區醫華單賣衛廠廣廳歷壓縣雙變葉號聽員響團圍園圖圓場"
	"壞塊堅報聲處備複頭夾奮獎婦學寧寶實審憲對導壽將爾塵嘗層歲島幣帶幫並莊慶應廢張彈歸錄徹懷態總戀惡驚慣戲"
	"執擴掃揚護擔擁擇揮損換據攪攜攝擺敵數斷無舊時顯曉術機殺雜極構標樹樣橋檢樓歡歐殘畢氣漢溝滬淚澤淺測濟濃"
	"濤潤溫灣濕滿滅燈靈點煉熱愛爺猶獨獄獵環現電畫療監蓋盤禮禍離種積稱窮競筆簽簡糧緊級紀約紅純綱納縱紛紙線"
	"練組細終紹經結給絡絕繼續維綜綠羅罰職聯勝腦腳臉節藝蘇榮藥獲營藍虜慮雖補裝見觀規視覽覺計訂認討讓訓議記"
	"講許論設訪證評識訴詞譯試詩誠話詢該詳語誤說請諸讀課誰調談謝財責敗貨質貧購貫貴費貿資賽讚贏趙躍踐輪輕載"
	"較輸邊達過運還這進遠違連遲選遺鄧郵鄰鄭釋鐘錢鐵銀銷鋒錯鍵鎮閉閱隊陽陰陣陸陳險隱難韓頁頂項順須顧預領頻"
	"題顏風飛飯館駐驗魚魯鳥雞麥黃齊龍諧";

static bool holds_any_of(struct str text, struct str characters)
{
	uint32_t c;

	for (size_t at = 0, length; at < text.len; at += length) {
		length = utf8_decode(text, at, &c);
		if (length >= 3 && str_contains(characters, str_slice(text, at, at + length)))
			return true;
	}
	return false;
}

static struct str script_of_letter(uint32_t c)
{
	for (size_t i = 0; i < COUNT_OF(RANGES); i++)
		if (c >= RANGES[i].from && c <= RANGES[i].to && c != 0xd7 && c != 0xf7)
			return RANGES[i].script;
	return STR("");
}

struct str script_of(struct str text)
{
	struct str script = STR("");
	uint32_t c;

	for (size_t at = 0; at < text.len && !script.len;) {
		at += utf8_decode(text, at, &c);
		script = script_of_letter(c);
	}
	if (!str_equal(script, STR("Hani")))
		return script;
	for (size_t at = 0; at < text.len;) { /* Han with kana is Japanese */
		at += utf8_decode(text, at, &c);
		if (str_equal(script_of_letter(c), STR("Jpan")))
			return STR("Jpan");
	}
	/* a character that both lists have proves nothing */
	bool simplified = holds_any_of(text, str_from(SIMPLIFIED)), traditional = holds_any_of(text, str_from(TRADITIONAL));
	if (simplified == traditional)
		return script;
	return simplified ? STR("Hans") : STR("Hant");
}

static struct str first_subtag(struct str tag)
{
	return str_slice(tag, 0, str_find_char(tag, '-', 0));
}

/* "Hans" of "zh-Hans-CN", or "". */
static struct str script_subtag(struct str tag)
{
	struct str rest = tag, subtag;

	str_split(&rest, '-', &subtag);
	while (str_split(&rest, '-', &subtag))
		if (subtag.len == 4 && subtag.data[0] > '9')
			return subtag;
	return STR("");
}

struct str script_usual(struct str tag)
{
	struct str own = script_subtag(tag), language = first_subtag(tag);

	if (own.len)
		return own;
	for (size_t i = 0; i < COUNT_OF(USUAL); i++)
		if (str_equal_ascii_case(USUAL[i][0], language))
			return USUAL[i][1];
	return STR("Latn");
}

bool is_language(struct str tag)
{
	struct str rest = tag, subtag;
	bool first = true;

	while (str_split(&rest, '-', &subtag)) {
		if (subtag.len < (first ? 2 : 1) || subtag.len > (first ? 3 : 8))
			return false;
		for (size_t i = 0; i < subtag.len; i++) {
			char c = (char)(subtag.data[i] | 32);

			if (!(c >= 'a' && c <= 'z') && (first || c < '0' || c > '9'))
				return false;
		}
		first = false;
	}
	return !first && tag.data[tag.len - 1] != '-';
}

/* Han that no character tells apart counts as whatever the language is written in. */
static bool is_usual(struct str script, struct str usual)
{
	bool han = str_starts(usual, STR("Han")) && !str_equal(usual, STR("Hang"));

	return !script.len || str_equal(script, usual) || (han && str_equal(script, STR("Hani"))) ||
	       (str_equal(usual, STR("Jpan")) && str_starts(script, STR("Han")) && !str_equal(script, STR("Hang")));
}

struct str language_of_text(struct arena *arena, struct str language, struct str text, struct str variant)
{
	struct str script = script_of(text);

	if (is_usual(script, script_usual(language)))
		return language;
	if (variant.len && str_equal(script, STR("Latn")))
		return str_format(arena, "%.*s-Latn-%.*s", STR_ARG(first_subtag(language)), STR_ARG(variant));
	return str_format(arena, "%.*s-%.*s", STR_ARG(first_subtag(language)), STR_ARG(script));
}

struct str romanisation_variant(struct str scheme)
{
	for (size_t i = 0; i < COUNT_OF(VARIANTS); i++)
		if (str_equal_ascii_case(VARIANTS[i][0], scheme))
			return VARIANTS[i][1];
	return STR("");
}

struct str language_of_script(struct arena *arena, struct str script)
{
	for (size_t i = 0; i < COUNT_OF(SOLE); i++)
		if (str_equal(SOLE[i][0], script))
			return SOLE[i][1];
	return str_format(arena, "und-%.*s", STR_ARG(script));
}
