// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Publishers: where the meters of a run can be read. */
@NullMarked
package org.seqmem.plugins.metrics.publish;

import org.jspecify.annotations.NullMarked;
