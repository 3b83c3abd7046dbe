// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Launchers: where trials run. */
@NullMarked
package org.seqmem.api.launch;

import org.jspecify.annotations.NullMarked;
