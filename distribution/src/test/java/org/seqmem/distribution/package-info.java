// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** End-to-end tests of the packaged program. */
@NullMarked
package org.seqmem.distribution;

import org.jspecify.annotations.NullMarked;
