/** The pages for people: the same answers as the API's, server-rendered. */
@NullMarked
package org.mailkeep.policy.api.pages;

import org.jspecify.annotations.NullMarked;
