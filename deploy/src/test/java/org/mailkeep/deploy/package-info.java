/** What is deployed, and what is said about it, compared with the code that it runs. */
@NullMarked
package org.mailkeep.deploy;

import org.jspecify.annotations.NullMarked;
