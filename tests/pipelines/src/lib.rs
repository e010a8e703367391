//! Helpers shared by the tests of the CloudEvents binding and of the examples.

pub mod events;
pub mod examples;
pub mod messages;
pub mod process;

/// Compiles the snippets of the guide, and runs those that need no server.
#[cfg(doctest)]
pub mod guide {
    #[doc = include_str!("../../../cdevents-generated/docs/index.md")]
    pub struct FrontPage;

    #[doc = include_str!("../../../cdevents-generated/docs/guide/get-started.md")]
    pub struct GetStarted;

    #[doc = include_str!("../../../cdevents-generated/docs/guide/sending.md")]
    pub struct Sending;

    #[doc = include_str!("../../../cdevents-generated/docs/guide/receiving.md")]
    pub struct Receiving;

    #[doc = include_str!("../../../cdevents-generated/docs/guide/upgrading.md")]
    pub struct Upgrading;

    #[doc = include_str!("../../../cdevents-generated/docs/guide/chains.md")]
    pub struct Chains;

    #[doc = include_str!("../../../cdevents-generated/docs/guide/from-cdevents-sdk.md")]
    pub struct FromCdeventsSdk;
}
