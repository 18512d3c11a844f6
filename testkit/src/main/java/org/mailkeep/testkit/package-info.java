/** What tests and demos share: time that stands still, and the rules every service's packages obey. */
@NullMarked
package org.mailkeep.testkit;

import org.jspecify.annotations.NullMarked;
