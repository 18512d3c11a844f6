/** OpenPGP keys to test with: certificates in all states, made by Bouncy Castle and not by the code under test. */
@NullMarked
package org.mailkeep.testkit.pgp;

import org.jspecify.annotations.NullMarked;
