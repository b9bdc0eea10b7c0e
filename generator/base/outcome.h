/* How a run ends; the number is the exit status. */
#ifndef GLOSSA_BASE_OUTCOME_H
#define GLOSSA_BASE_OUTCOME_H

enum outcome {
	OUTCOME_OK,
	OUTCOME_CONTENT,     /* the content or a template has errors, or warnings where they count */
	OUTCOME_USAGE,       /* a wrong command line, no handbook here, or an error in site.yaml */
	OUTCOME_ENVIRONMENT, /* no disk, no permission, no memory, nobody to read the output */
};

#endif
