/** What is known of keys, shared by all replicas. */
@NullMarked
package org.mailkeep.keylookup.store;

import org.jspecify.annotations.NullMarked;
