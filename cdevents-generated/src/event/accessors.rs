//! The table of the properties that events of many types have.

/// Calls a macro with the table of the named properties. Each line has the method, whether it
/// returns one string or several, and the keys that lead to the property in the content, spelled as
/// the releases spell it. The subject of a line is the one whose events have the value as their
/// subject's ID.
macro_rules! accessors {
    ([$($callback:tt)*] $($arguments:tt)*) => {
        $($callback)*! {
            [$($arguments)*]
            /// Returns the ID of the artifact that was built or deployed, or that the incident is
            /// about; for the events of an artifact, its own.
            artifact_id: text(["artifactId"], subject = "artifact"),
            /// Returns the ID of the change that the artifact was built from; for the events of a
            /// change, its own.
            change_id: text(["change/id"], subject = "change"),
            /// Returns the ID of the environment that the service, the test or the incident is in; for
            /// the events of an environment, its own.
            environment_id: text(["environment/id"], subject = "environment"),
            /// Returns the ID of the pipeline run that the task run belongs to; for the events of a
            /// pipeline run, its own.
            pipeline_run_id: text(["pipelineRun/id"], subject = "pipelinerun"),
            /// Returns the ID of the repository of the branch or the change; for the events of a
            /// repository, its own.
            repository_id: text(["repository/id"], subject = "repository"),
            /// Returns the ID of the service that the incident is about; for the events of a
            /// service, its own.
            service_id: text(["service/id"], subject = "service"),
            /// Returns the ID of the test case that runs.
            test_case_id: text(["testCase/id"], subject = "testcase"),
            /// Returns the ID of the test case run that the test output is from; for the events of a
            /// test case run, its own.
            test_case_run_id: text(["testCaseRun/id"], subject = "testcaserun"),
            /// Returns the ID of the test suite that runs.
            test_suite_id: text(["testSuite/id"], subject = "testsuite"),
            /// Returns the ID of the test suite run that the test case run belongs to; for the events
            /// of a test suite run, its own.
            test_suite_run_id: text(["testSuiteRun/id"], subject = "testsuiterun"),
            /// Returns the outcome of a run, such as `success`. Releases have different outcomes.
            outcome: text(["outcome"]),
            /// Returns the reason for the outcome of a test, or for skipping it.
            reason: text(["reason"]),
            /// Returns the URI of the run, repository, environment, test output or ticket, which some
            /// releases call `url`.
            url: text(["uri", "url"]),
            /// Returns the URL at which people view the repository.
            view_url: text(["viewUrl"]),
            /// Returns the name of the repository or environment.
            name: text(["name"]),
            /// Returns the name of the pipeline that runs.
            pipeline_name: text(["pipelineName"]),
            /// Returns the description of the change or the incident.
            description: text(["description"]),
            /// Returns the owner of the repository.
            owner: text(["owner"]),
            /// Returns the user who published, downloaded or deleted the artifact.
            user: text(["user"]),
            /// Returns what triggered the test: the type of its trigger, such as `manual`.
            trigger_type: text(["trigger/type"]),
            /// Returns the summary of the ticket.
            summary: text(["summary"]),
            /// Returns the type of the ticket, such as `bug`.
            ticket_type: text(["ticketType"]),
            /// Returns the group that the ticket is assigned to.
            group: text(["group"]),
            /// Returns who created the ticket.
            creator: text(["creator"]),
            /// Returns the priority of the ticket, such as `high`.
            priority: text(["priority"]),
            /// Returns the milestone that the ticket belongs to.
            milestone: text(["milestone"]),
            /// Returns who the ticket is assigned to; nothing for an event without a ticket.
            assignees: texts("assignees"),
            /// Returns the labels of the ticket; nothing for an event without a ticket.
            labels: texts("labels"),
        }
    };
}
pub(crate) use accessors;

/// The type of a named property.
macro_rules! returned {
    (text) => {
        Option<String>
    };
    (texts) => {
        Vec<String>
    };
}
pub(crate) use returned;
