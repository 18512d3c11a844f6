/** The pages for people: pictures of what was reported, each number with the way to its rows. */
@NullMarked
package org.mailkeep.report.api.pages;

import org.jspecify.annotations.NullMarked;
