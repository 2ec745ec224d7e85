'use strict';

module.exports = 'strength: the setting `@aws-cdk/core:defaultCrossStackReferences` (strong when absent). steps: what the program did, one after the '
  + 'other; each makes a construct at a path from the app down or changes one. $ref, $att, $list, $number: a Ref, an attribute, a list '
  + 'attribute, a number attribute of the construct at a path; $text: parts put together; $pseudo: a pseudo parameter; $stack: what a '
  + 'stack says of itself; $consume: a value with a strength of its own. templates: by their file; manifests: the stacks and stages of '
  + 'each manifest.json; nested: by the file of a template, which of its resources is the stack of which file; template_assets: by asset '
  + 'manifest, templates that are uploaded and how they are shown. HASH stands for the hash of a file.';
