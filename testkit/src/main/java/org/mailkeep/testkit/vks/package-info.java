/** Where keys are found: Web Key Directories, and a verifying keyserver that behaves as keys.openpgp.org does. */
@NullMarked
package org.mailkeep.testkit.vks;

import org.jspecify.annotations.NullMarked;
