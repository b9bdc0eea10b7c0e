/* Each class has the properties of its own row, of the class above it, and so on up to Thing. Classes and properties that a
 * handbook can hardly use (of shops, hotels, medicine) are left out. */
#include "render/schema_org.h"

#include <stddef.h>

#include "base/arena.h"

struct class_row {
	struct str name, above;
	const char *properties; /* between bars */
};

/* clang-format off */
static const struct class_row CLASSES[] = {
	{STR_INIT("Thing"), STR_INIT(""),
		"|additionalType|alternateName|description|disambiguatingDescription|identifier|image|mainEntityOfPage|name"
		"|potentialAction|sameAs|subjectOf|url|"},
	{STR_INIT("CreativeWork"), STR_INIT("Thing"),
		"|about|abstract|accessMode|accessibilitySummary|acquireLicensePage|alternativeHeadline|archivedAt|assesses"
		"|associatedMedia|audience|audio|author|award|character|citation|comment|commentCount|conditionsOfAccess"
		"|contentLocation|contentRating|contentReferenceTime|contributor|copyrightHolder|copyrightNotice|copyrightYear"
		"|correction|countryOfOrigin|creativeWorkStatus|creator|creditText|dateCreated|dateModified|datePublished"
		"|discussionUrl|editEIDR|editor|educationalLevel|educationalUse|encoding|encodingFormat|exampleOfWork|expires"
		"|funder|funding|genre|hasPart|headline|inLanguage|interactivityType|interpretedAsClaim|isAccessibleForFree"
		"|isBasedOn|isFamilyFriendly|isPartOf|keywords|learningResourceType|license|locationCreated|mainEntity"
		"|maintainer|material|materialExtent|mentions|pattern|position|producer|provider|publication|publisher"
		"|publisherImprint|publishingPrinciples|recordedAt|releasedEvent|review|schemaVersion|sdDatePublished|sdLicense"
		"|sdPublisher|size|sourceOrganization|spatial|spatialCoverage|sponsor|teaches|temporal|temporalCoverage|text"
		"|thumbnail|thumbnailUrl|timeRequired|translationOfWork|translator|typicalAgeRange|usageInfo|version|video"
		"|wordCount|workExample|workTranslation|"},
	{STR_INIT("Article"), STR_INIT("CreativeWork"),
		"|articleBody|articleSection|backstory|pageEnd|pageStart|pagination|speakable|"},
	{STR_INIT("ScholarlyArticle"), STR_INIT("Article"), ""},
	{STR_INIT("NewsArticle"), STR_INIT("Article"), "|dateline|printColumn|printEdition|printPage|printSection|"},
	{STR_INIT("Report"), STR_INIT("Article"), "|reportNumber|"},
	{STR_INIT("BlogPosting"), STR_INIT("Article"), ""},
	{STR_INIT("Book"), STR_INIT("CreativeWork"), "|abridged|bookEdition|bookFormat|illustrator|isbn|numberOfPages|"},
	{STR_INIT("Chapter"), STR_INIT("CreativeWork"), "|pageEnd|pageStart|pagination|"},
	{STR_INIT("Legislation"), STR_INIT("CreativeWork"),
		"|jurisdiction|legislationApplies|legislationChanges|legislationConsolidates|legislationDate"
		"|legislationDateVersion|legislationIdentifier|legislationJurisdiction|legislationLegalForce"
		"|legislationPassedBy|legislationResponsible|legislationTransposes|legislationType|"},
	{STR_INIT("Manuscript"), STR_INIT("CreativeWork"), ""},
	{STR_INIT("Map"), STR_INIT("CreativeWork"), "|mapType|"},
	{STR_INIT("Movie"), STR_INIT("CreativeWork"), "|actor|director|duration|musicBy|productionCompany|trailer|"},
	{STR_INIT("Thesis"), STR_INIT("CreativeWork"), "|inSupportOf|"},
	{STR_INIT("WebPage"), STR_INIT("CreativeWork"),
		"|breadcrumb|lastReviewed|mainContentOfPage|primaryImageOfPage|relatedLink|reviewedBy|significantLink|speakable"
		"|specialty|"},
	{STR_INIT("CollectionPage"), STR_INIT("WebPage"), ""},
	{STR_INIT("AboutPage"), STR_INIT("WebPage"), ""},
	{STR_INIT("DefinedTermSet"), STR_INIT("CreativeWork"), "|hasDefinedTerm|"},
	{STR_INIT("Dataset"), STR_INIT("CreativeWork"),
		"|distribution|includedInDataCatalog|issn|measurementMethod|measurementTechnique|variableMeasured|"},
	{STR_INIT("DefinedTerm"), STR_INIT("Thing"), "|inDefinedTermSet|termCode|"},
	{STR_INIT("Person"), STR_INIT("Thing"),
		"|additionalName|address|affiliation|alumniOf|award|birthDate|birthPlace|children|colleague|contactPoint|deathDate"
		"|deathPlace|email|familyName|follows|gender|givenName|hasOccupation|honorificPrefix|honorificSuffix|jobTitle"
		"|knows|knowsAbout|knowsLanguage|memberOf|nationality|parent|performerIn|relatedTo|sibling|spouse|workLocation"
		"|worksFor|"},
	{STR_INIT("Organization"), STR_INIT("Thing"),
		"|address|alumni|areaServed|award|contactPoint|department|dissolutionDate|email|employee|event|founder"
		"|foundingDate|foundingLocation|funder|keywords|knowsAbout|knowsLanguage|legalName|location|logo|member|memberOf"
		"|numberOfEmployees|parentOrganization|publishingPrinciples|slogan|sponsor|subOrganization|"},
	{STR_INIT("GovernmentOrganization"), STR_INIT("Organization"), ""},
	{STR_INIT("NGO"), STR_INIT("Organization"), ""},
	{STR_INIT("Event"), STR_INIT("Thing"),
		"|about|actor|attendee|audience|composer|contributor|director|duration|endDate|eventStatus|funder|inLanguage"
		"|isAccessibleForFree|keywords|location|organizer|performer|previousStartDate|recordedIn|sponsor|startDate"
		"|subEvent|superEvent|translator|workFeatured|workPerformed|"},
	{STR_INIT("Place"), STR_INIT("Thing"),
		"|address|containedInPlace|containsPlace|event|geo|hasMap|keywords|latitude|logo|longitude|photo|"},
	{STR_INIT("Country"), STR_INIT("Place"), ""},
};
/* clang-format on */

static const struct class_row *class_named(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(CLASSES); i++)
		if (str_equal(CLASSES[i].name, name))
			return &CLASSES[i];
	return NULL;
}

bool schema_org_has(struct str class, struct str property)
{
	const struct class_row *row = class_named(class);
	bool known = row != NULL;
	char wanted[80] = {'|'};

	if (property.len + 3 > sizeof(wanted))
		return !known;
	memcpy(wanted + 1, property.data, property.len);
	wanted[property.len + 1] = '|';
	for (; row; row = class_named(row->above))
		if (str_contains(str_from(row->properties), (struct str){wanted, property.len + 2}))
			return true;
	return !known;
}
