@NullMarked
package org.mailkeep.policy.api.pages;

import org.jspecify.annotations.NullMarked;
