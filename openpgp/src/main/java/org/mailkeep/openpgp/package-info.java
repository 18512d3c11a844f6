/** What Mailkeep does with OpenPGP certificates, apart from any service. */
@NullMarked
package org.mailkeep.openpgp;

import org.jspecify.annotations.NullMarked;
