// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Models that look back by causal attention, and the ways in which they learn of positions. */
@NullMarked
package org.seqmem.plugins.models.attention;

import org.jspecify.annotations.NullMarked;
