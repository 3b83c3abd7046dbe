// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** The meters of a run, and the publishers through which they can be read. */
@NullMarked
package org.seqmem.runtime.telemetry;

import org.jspecify.annotations.NullMarked;
