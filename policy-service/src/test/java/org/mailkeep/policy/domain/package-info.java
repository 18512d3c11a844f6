@NullMarked
package org.mailkeep.policy.domain;

import org.jspecify.annotations.NullMarked;
