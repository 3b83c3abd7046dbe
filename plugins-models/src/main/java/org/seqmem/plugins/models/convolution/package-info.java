// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Models that see a fixed window of the past through dilated causal convolutions. */
@NullMarked
package org.seqmem.plugins.models.convolution;

import org.jspecify.annotations.NullMarked;
