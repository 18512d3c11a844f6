/** The REST API: resources, what they answer with, who may call them, and how errors read. */
@NullMarked
package org.mailkeep.policy.api;

import org.jspecify.annotations.NullMarked;
