/**
 * What a Web Key Directory is asked and what it answers (draft-koch-openpgp-webkey-service-22): which key a request
 * means, if any, when a client has the answer already, and how often one source may ask.
 */
@NullMarked
package org.mailkeep.keydir.domain.wkd;

import org.jspecify.annotations.NullMarked;
